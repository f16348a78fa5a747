"""Mirsad: organizations, officials, dates and actions from Arabic news and official statements."""
