"""Executors by the module that has them elsewhere."""

from concurrent.futures import BrokenExecutor as BrokenThreadPool, ThreadPoolExecutor
