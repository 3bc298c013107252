"""The review page: a person looks at doubtful rows in the browser, and mends them."""
