// SPDX-License-Identifier: Apache-2.0
#include "convert.h"

#include <datetime.h>
#include <fmt/format.h>

#include "forestall/jsonl.h"

namespace forestall::python {
namespace {

/// The int that a value stands for (`__index__`), or nothing with `overflow` set to its sign.
std::optional<long long> integer(py::handle value, const Where& where, int& overflow) {
  if (PyBool_Check(value.ptr()) || PyIndex_Check(value.ptr()) == 0) wrong_type(where, "int", value);
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!number) throw py::error_already_set();
  const long long small = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (overflow != 0) return std::nullopt;
  return small;
}

std::string shown(py::handle value) {
  const auto text = py::repr(value).cast<std::string>();
  return text.size() <= 40 ? text : fmt::format("a number of {} digits", text.size());
}

void load_datetime() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
}

Time days_of(PyObject* date) {
  const std::chrono::year_month_day day{std::chrono::year(PyDateTime_GET_YEAR(date)),
                                        std::chrono::month(static_cast<unsigned>(PyDateTime_GET_MONTH(date))),
                                        std::chrono::day(static_cast<unsigned>(PyDateTime_GET_DAY(date)))};
  return std::chrono::sys_days(day);
}

std::chrono::microseconds duration_of(PyObject* delta) {
  return std::chrono::hours(24) * PyDateTime_DELTA_GET_DAYS(delta) +
         std::chrono::seconds(PyDateTime_DELTA_GET_SECONDS(delta)) +
         std::chrono::microseconds(PyDateTime_DELTA_GET_MICROSECONDS(delta));
}

}  // namespace

std::int64_t to_signed(py::handle value, const Where& where, std::int64_t low, std::int64_t high) {
  int overflow = 0;
  const auto number = integer(value, where, overflow);
  if (!number || *number < low || *number > high)
    bad_value(where, fmt::format("is {}; it must be between {} and {}", shown(value), low, high));
  return *number;
}

std::uint64_t to_unsigned(py::handle value, const Where& where, std::uint64_t high) {
  int overflow = 0;
  const auto number = integer(value, where, overflow);
  if (overflow > 0) {
    const unsigned long long big = PyLong_AsUnsignedLongLong(value.ptr());
    if (PyErr_Occurred() == nullptr && big <= high) return big;
    PyErr_Clear();
  }
  if (!number || *number < 0 || static_cast<std::uint64_t>(*number) > high)
    bad_value(where, fmt::format("is {}; it must be between 0 and {}", shown(value), high));
  return static_cast<std::uint64_t>(*number);
}

double to_double(py::handle value, const Where& where) {
  if (PyBool_Check(value.ptr()) || PyUnicode_Check(value.ptr()) || PyNumber_Check(value.ptr()) == 0)
    wrong_type(where, "float", value);
  const double number = PyFloat_AsDouble(value.ptr());
  if (number == -1 && PyErr_Occurred() != nullptr) {
    const bool too_large = PyErr_ExceptionMatches(PyExc_OverflowError) != 0;
    PyErr_Clear();
    if (too_large) bad_value(where, fmt::format("is {}, too large for a float", shown(value)));
    wrong_type(where, "float", value);
  }
  return number;
}

bool to_bool(py::handle value, const Where& where) {
  if (value.ptr() == Py_True) return true;
  if (value.ptr() == Py_False) return false;
  if (std::string_view(Py_TYPE(value.ptr())->tp_name).starts_with("numpy.bool"))
    return PyObject_IsTrue(value.ptr()) == 1;
  wrong_type(where, "bool", value);
}

Time to_time(py::handle value, const Where& where) {
  load_datetime();
  PyObject* given = value.ptr();
  if (PyUnicode_Check(given)) {
    try {
      return parse_time(utf8(value, where));
    } catch (const Error& error) {
      bad_value(where, fmt::format("is no time: {}", error.what()));
    }
  }
  if (!PyDate_Check(given)) wrong_type(where, "datetime, date or str", value);
  Time time = days_of(given);
  if (!PyDateTime_Check(given)) return time;
  time += std::chrono::hours(PyDateTime_DATE_GET_HOUR(given)) +
          std::chrono::minutes(PyDateTime_DATE_GET_MINUTE(given)) +
          std::chrono::seconds(PyDateTime_DATE_GET_SECOND(given));
  const py::object offset = value.attr("utcoffset")();  // None: a naive time, which is taken as UTC
  if (offset.is_none()) return time;
  const auto micros = std::chrono::microseconds(PyDateTime_DATE_GET_MICROSECOND(given)) - duration_of(offset.ptr());
  return std::chrono::floor<std::chrono::seconds>(time + micros);
}

py::object from_time(Time time) {
  load_datetime();
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{time - days};
  PyObject* made = PyDateTimeAPI->DateTime_FromDateAndTime(
      static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
      static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), 0, PyDateTime_TimeZone_UTC,
      PyDateTimeAPI->DateTimeType);
  if (made == nullptr) {
    PyErr_Clear();
    PyErr_Format(PyExc_OverflowError, "%s is a time that datetime cannot hold", to_string(time).c_str());
    throw py::error_already_set();
  }
  return py::reinterpret_steal<py::object>(made);
}

std::chrono::microseconds to_duration(py::handle value, const Where& where) {
  load_datetime();
  if (!PyDelta_Check(value.ptr())) wrong_type(where, "timedelta", value);
  return duration_of(value.ptr());
}

py::object from_duration(std::chrono::microseconds time) {
  return py::module_::import("datetime").attr("timedelta")(py::arg("microseconds") = time.count());
}

std::stop_token to_stop_token(py::handle value, const Where& where) {
  if (py::isinstance<std::stop_source>(value)) return value.cast<std::stop_source&>().get_token();
  if (py::isinstance<std::stop_token>(value)) return value.cast<std::stop_token&>();
  wrong_type(where, "StopSource or StopToken", value);
}

std::optional<py::dict> mapping_of(py::handle value) {
  if (PyDict_Check(value.ptr())) return py::reinterpret_borrow<py::dict>(value);
  if (PyMapping_Check(value.ptr()) == 0 || !py::hasattr(value, "keys")) return std::nullopt;
  return py::dict(py::reinterpret_borrow<py::object>(value));
}

py::object items_of(py::handle value, const Where& where, const char* what) {
  if (PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr()) || PyDict_Check(value.ptr()))
    wrong_type(where, what, value);
  PyObject* items = PySequence_Fast(value.ptr(), "");
  if (items == nullptr) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) throw py::error_already_set();
    PyErr_Clear();
    wrong_type(where, what, value);
  }
  return py::reinterpret_steal<py::object>(items);
}

}  // namespace forestall::python
