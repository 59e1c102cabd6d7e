def first_accounts(identifiers: list[list[str]]) -> list[int]:
    parent = list(range(len(identifiers)))
    size = [1] * len(identifiers)

    def root(account):
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    first_with = {}
    for account, texts in enumerate(identifiers):
        for text in filter(None, texts):
            small, large = root(account), root(first_with.setdefault(text, account))
            if small == large:
                continue
            if size[small] > size[large]:
                small, large = large, small
            parent[small] = large
            size[large] += size[small]
    return [root(account) for account in range(len(identifiers))]
