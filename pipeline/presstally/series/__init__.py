"""Facts of many releases -> lines over time: one metric, place and publisher, period after period."""
