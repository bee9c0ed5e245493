"""Airflow operators that run creditlake's command line. They decide nothing about credit data themselves."""
