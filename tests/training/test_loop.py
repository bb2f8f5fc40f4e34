"""A config is fitted to the number of its steps."""

import pytest
import spacy

from presstally.resources import data_dir
from presstally.training.loop import count_steps, fit_schedule

STEPS = [
    # releases, epochs, max_steps, size of a batch -> steps
    (10, 3, 0, 4, 9),
    (10, 3, 5, 4, 5),
    (8, 3, 100, 4, 6),
    (10, 0, 50, 4, 50),
    (10, 0, 0, 4, None),
    (10, 3, 0, {"@schedules": "compounding.v1", "start": 1, "stop": 4, "compound": 1.1}, None),
]


@pytest.mark.parametrize(("releases", "epochs", "most", "size", "steps"), STEPS)
def test_count_steps(releases, epochs, most, size, steps):
    config = spacy.util.load_config(data_dir("configs") / "cnn.cfg")
    config["training"] |= {"max_epochs": epochs, "max_steps": most}
    config["training"]["batcher"]["size"] = size
    assert count_steps(config, releases) == steps


@pytest.mark.parametrize(("steps", "rate", "warmup", "every"), [(6, 7, 3, 1), (600, 601, 60, 49), (None, 700, 60, 60)])
def test_the_schedule_ends_with_the_training(steps, rate, warmup, every):
    config = spacy.util.load_config(data_dir("configs") / "cnn.cfg")
    fit_schedule(config, steps)
    schedule = config["training"]["optimizer"]["learn_rate"]
    assert (schedule["total_steps"], schedule["warmup_steps"]) == (rate, warmup)
    assert config["training"]["eval_frequency"] == every
