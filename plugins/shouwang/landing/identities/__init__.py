"""The queue of identity cells that a person must look at, with the one person that fits, if one does."""
