"""3. A 200 without validators clears the stored ones; validators are saved only with the items."""
