"""The top floor: what `import citymatch` gives. A thin face over the engine, the results and the reports."""
