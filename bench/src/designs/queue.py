"""The queue in SimPy: prints the mean wait and the processor time of the run."""

import random
import sys
import time

import simpy

seed, customers = int(sys.argv[1]), int(sys.argv[2])
draw = random.Random(seed).expovariate
waited = 0.0


def customer(env, servers):
    global waited
    came = env.now
    with servers.request() as turn:
        yield turn
        waited += env.now - came
        yield env.timeout(draw(1.0))


def source(env, servers):
    for _ in range(customers):
        yield env.timeout(draw(6.4))
        env.process(customer(env, servers))


env = simpy.Environment()
env.process(source(env, simpy.Resource(env, capacity=8)))
began = time.process_time()
env.run()
print(waited / customers, time.process_time() - began)
