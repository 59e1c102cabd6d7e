def simulate(p, answer, seed):
    raise NotImplementedError("{blank: simulate the thing itself: estimate, target, standard error}")
