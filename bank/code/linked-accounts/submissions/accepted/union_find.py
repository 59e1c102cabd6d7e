def first_accounts(identifiers: list[list[str]]) -> list[int]:
    parent = list(range(len(identifiers)))

    def root(account: int) -> int:
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    first_with: dict[str, int] = {}
    for account, texts in enumerate(identifiers):
        for text in texts:
            if not text:
                continue
            one, other = root(account), root(first_with.setdefault(text, account))
            # The lesser root stays, so that a root is the least account of its group.
            parent[max(one, other)] = min(one, other)
    return [root(account) for account in range(len(identifiers))]
