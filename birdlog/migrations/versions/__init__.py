"""The steps themselves, one file each, never changed once released."""
