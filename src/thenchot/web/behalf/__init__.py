"""Nhập thay: an office enters the sheet of a person without a device from signed paper; the person may say it is not theirs."""
