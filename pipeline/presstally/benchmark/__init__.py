"""Speed, measured: models against each other and against yardsticks, in one process, by the processor's time."""
