"""A gate between the split and the training: the task fails when the data leak, and training is never reached.

The exit codes are those of `watertight check`: 1 fails the task at once (data do not heal by being checked again),
2 means that the check could not be done, which a retry may mend.
"""

import subprocess
from datetime import datetime, timedelta

from airflow.exceptions import AirflowFailException
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def check(config, report):
    command = ["watertight", "check", "--config", config, "--report", f"json={report}"]
    code = subprocess.run(command, check=False).returncode
    if code == 1:
        raise AirflowFailException(f"the data leak: see {report}")
    if code != 0:
        raise RuntimeError("the check could not be done")


with DAG(
    dag_id="train_on_checked_data",
    start_date=datetime(2026, 1, 1),
    schedule="@daily",
    catchup=False,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
):
    split = BashOperator(task_id="split", bash_command="python split.py")
    gate = PythonOperator(
        task_id="watertight",
        python_callable=check,
        op_kwargs={"config": "watertight.yaml", "report": "watertight-{{ ds }}.json"},
    )
    train = BashOperator(task_id="train", bash_command="python train.py")
    split >> gate >> train
