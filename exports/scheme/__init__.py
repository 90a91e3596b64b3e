"""The codebook as it leaves: its appendix for print, its YAML file."""
