"""From files to Releases: which files, their characters, what is known about them."""
