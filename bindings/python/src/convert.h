// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

#include "forestall/document.h"
#include "text.h"

/// Values of the C++ interface from and to Python. `from` throws what `text.h` says. `to` takes the object that owns
/// the value: records inside it are views that keep it alive, not copies (they never change, see record.h).
namespace forestall::python {

using Owner = std::shared_ptr<void>;

std::int64_t to_signed(py::handle value, const Where& where, std::int64_t low, std::int64_t high);
std::uint64_t to_unsigned(py::handle value, const Where& where, std::uint64_t high);
double to_double(py::handle value, const Where& where);
bool to_bool(py::handle value, const Where& where);
Time to_time(py::handle value, const Where& where);  ///< datetime (naive: UTC), date, or a str of RFC 3339
py::object from_time(Time time);                     ///< datetime in UTC
std::chrono::microseconds to_duration(py::handle value, const Where& where);
py::object from_duration(std::chrono::microseconds time);
std::stop_token to_stop_token(py::handle value, const Where& where);
/// The dict that a mapping is, or nothing.
std::optional<py::dict> mapping_of(py::handle value);
/// Items of a list, tuple, set or other iterable, but not of a str or dict.
py::object items_of(py::handle value, const Where& where, const char* what);

/// A record, see record.h.
template <typename T, typename = void>
struct Convert {
  static T from(py::handle value, const Where& where);
  static py::object to(const T& value, const Owner& owner) {
    return py::cast(std::shared_ptr<T>(owner, const_cast<T*>(&value)));
  }
};

template <>
struct Convert<std::string> {
  static std::string from(py::handle value, const Where& where) { return std::string(utf8(value, where)); }
  static py::object to(const std::string& value, const Owner&) { return to_str(value); }
};
template <>
struct Convert<bool> {
  static bool from(py::handle value, const Where& where) { return to_bool(value, where); }
  static py::object to(bool value, const Owner&) { return py::bool_(value); }
};
template <typename T>
struct Convert<T, std::enable_if_t<std::is_integral_v<T>>> {
  static T from(py::handle value, const Where& where) {
    constexpr auto high = std::numeric_limits<T>::max();
    if constexpr (std::is_signed_v<T>)
      return static_cast<T>(to_signed(value, where, std::numeric_limits<T>::min(), high));
    else
      return static_cast<T>(to_unsigned(value, where, high));
  }
  static py::object to(T value, const Owner&) { return py::int_(value); }
};
template <>
struct Convert<double> {
  static double from(py::handle value, const Where& where) { return to_double(value, where); }
  static py::object to(double value, const Owner&) { return py::float_(value); }
};
template <>
struct Convert<Time> {
  static Time from(py::handle value, const Where& where) { return to_time(value, where); }
  static py::object to(Time value, const Owner&) { return from_time(value); }
};
template <>
struct Convert<std::chrono::microseconds> {
  static std::chrono::microseconds from(py::handle value, const Where& where) { return to_duration(value, where); }
  static py::object to(std::chrono::microseconds value, const Owner&) { return from_duration(value); }
};
template <>
struct Convert<std::stop_token> {
  static std::stop_token from(py::handle value, const Where& where) { return to_stop_token(value, where); }
  static py::object to(const std::stop_token& value, const Owner&) { return py::cast(value); }
};

/// The members of a Python enum, by value; each is a str too.
template <typename E>
struct EnumType {
  static inline const char* name = "";
  static inline std::vector<py::object> members{};
};
template <typename E>
struct Convert<E, std::enable_if_t<std::is_enum_v<E>>> {
  static E from(py::handle value, const Where& where) {
    const auto& members = EnumType<E>::members;
    for (std::size_t i = 0; i < members.size(); ++i)
      if (members[i].is(value)) return static_cast<E>(i);
    if (!PyUnicode_Check(value.ptr())) wrong_type(where, std::string(EnumType<E>::name) + " or str", value);
    const std::string_view given = utf8(value, where);
    std::string names;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const std::string_view name = to_string(static_cast<E>(i));
      if (given == name) return static_cast<E>(i);
      names += (i == 0 ? "" : i + 1 < members.size() ? ", " : " or ") + std::string(name);
    }
    bad_value(where, "is \"" + std::string(given) + "\"; it must be " + names);
  }
  static py::object to(E value, const Owner&) { return EnumType<E>::members.at(static_cast<std::size_t>(value)); }
};

template <typename T>
struct Convert<std::optional<T>> {
  static std::optional<T> from(py::handle value, const Where& where) {
    return value.is_none() ? std::nullopt : std::optional<T>(Convert<T>::from(value, where));
  }
  static py::object to(const std::optional<T>& value, const Owner& owner) {
    return value ? Convert<T>::to(*value, owner) : py::none();
  }
};

/// A tuple in Python, where any iterable is taken; a single str is a list of one and "" of none, as in JSON lines.
template <typename T>
struct Convert<std::vector<T>> {
  static std::vector<T> from(py::handle value, const Where& where) {
    std::vector<T> out;
    if (std::is_same_v<T, std::string> && PyUnicode_Check(value.ptr())) {
      if (PyUnicode_GetLength(value.ptr()) > 0) out.push_back(Convert<T>::from(value, where));
      return out;
    }
    for (const py::handle item :
         items_of(value, where, std::is_same_v<T, std::string> ? "str or a list of str" : "a list"))
      out.push_back(Convert<T>::from(item, where));
    return out;
  }
  static py::object to(const std::vector<T>& value, const Owner& owner) {
    py::tuple out(value.size());
    for (std::size_t i = 0; i < value.size(); ++i)
      PyTuple_SET_ITEM(out.ptr(), static_cast<Py_ssize_t>(i), Convert<T>::to(value[i], owner).release().ptr());
    return out;
  }
};
template <std::size_t N>
struct Convert<std::array<double, N>> {
  static std::array<double, N> from(py::handle value, const Where& where) {
    const auto list = Convert<std::vector<double>>::from(value, where);
    if (list.size() != N)
      bad_value(where, "has " + std::to_string(list.size()) + " numbers; it must have " + std::to_string(N));
    std::array<double, N> out{};
    std::copy(list.begin(), list.end(), out.begin());
    return out;
  }
  static py::object to(const std::array<double, N>& value, const Owner& owner) {
    return Convert<std::vector<double>>::to({value.begin(), value.end()}, owner);
  }
};
template <typename A, typename B>
struct Convert<std::pair<A, B>> {
  static std::pair<A, B> from(py::handle value, const Where& where) {
    const py::tuple pair(items_of(value, where, "a pair"));
    if (pair.size() != 2) bad_value(where, "holds " + std::to_string(pair.size()) + " values where a pair is expected");
    return {Convert<A>::from(pair[0], where), Convert<B>::from(pair[1], where)};
  }
  static py::object to(const std::pair<A, B>& value, const Owner& owner) {
    return py::make_tuple(Convert<A>::to(value.first, owner), Convert<B>::to(value.second, owner));
  }
};
template <typename T>
struct Convert<std::map<std::string, T>> {
  static std::map<std::string, T> from(py::handle value, const Where& where) {
    const auto given = mapping_of(value);
    if (!given) wrong_type(where, "dict", value);
    std::map<std::string, T> out;
    for (const auto& [key, item] : *given)
      out.emplace(Convert<std::string>::from(key, where), Convert<T>::from(item, where));
    return out;
  }
  static py::object to(const std::map<std::string, T>& value, const Owner& owner) {
    py::dict out;
    for (const auto& [key, item] : value) out[to_str(key)] = Convert<T>::to(item, owner);
    return out;
  }
};

}  // namespace forestall::python
