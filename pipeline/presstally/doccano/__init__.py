"""The loop with doccano: releases out with the model's reading, corrections back as annotations."""
