"""Figures: a small frame in, a Plotly figure or a picture out."""
