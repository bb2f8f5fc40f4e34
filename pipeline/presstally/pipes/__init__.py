"""The components, one factory a file; `presstally.pipeline` imports them all."""
