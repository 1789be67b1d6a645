"""What admins see and do, and what they are alerted to."""
