def reproduce(helper):
    return None
