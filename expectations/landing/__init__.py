"""One module per department: ``build_suite(delivery)`` says what a delivery of it must hold."""
