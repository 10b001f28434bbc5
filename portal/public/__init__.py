"""The public pages: no session, no cookie, nothing that was not published."""
