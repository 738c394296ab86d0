"""The pages that go along: visits written down without a signal."""
