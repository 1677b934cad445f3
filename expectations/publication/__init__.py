"""One module per published list or fact: ``build_suite(build)`` says what it must hold before it may leave."""
