"""Figures for reports: drawn without a network, as SVG and PNG, legible in one colour.

    drawing.py    a chart with its caption, and its files
    agreement.py  α with intervals, and agreement by pairs of coders (imported by name: altair takes a moment)
"""
