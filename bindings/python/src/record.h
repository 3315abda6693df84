// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <functional>
#include <string>
#include <vector>

#include "convert.h"

/// A struct of the C++ interface as a Python class. Its fields are named once, here; defaults are those of the struct.
///
/// A record never changes once made: other threads may read it while the interpreter's lock is released, and what is
/// inside it can be shared instead of copied. `replace()`, and what else all records have, is in _records.py.
namespace forestall::python {

template <typename T>
struct Field {
  const char* name;
  const char* doc;
  std::function<void(T&, py::handle)> set;
  std::function<py::object(const std::shared_ptr<T>&)> get;
};

/// What is known of the class of T.
template <typename T>
struct RecordType {
  static inline const char* name = "";
  static inline py::handle type{};
  static inline std::vector<Field<T>> fields{};
  /// Makes a record of something else that can only mean one thing, such as a list of principals for a Reader.
  static inline std::function<std::optional<T>(py::handle, const Where&)> otherwise{};
  static inline const char* also = "dict";

  static const Field<T>& field(std::string_view wanted) {
    for (const Field<T>& field : fields)
      if (field.name == wanted) return field;
    std::string names;
    for (const Field<T>& field : fields) names += (names.empty() ? "" : ", ") + std::string(field.name);
    throw py::type_error(fmt::format("{} has no \"{}\"; it has {}", name, wanted, names));
  }
  /// None is absent: the default.
  static void assign(T& record, const py::dict& values) {
    for (const auto& [key, value] : values) {
      const Field<T>& found = field(utf8(key, {name, ""}));
      if (!value.is_none()) found.set(record, value);
    }
  }
  static bool is(py::handle value) {
    return PyObject_TypeCheck(value.ptr(), reinterpret_cast<PyTypeObject*>(type.ptr()));
  }
};

template <typename T, typename E>
T Convert<T, E>::from(py::handle value, const Where& where) {
  using Type = RecordType<T>;
  if (Type::is(value)) return *value.cast<T*>();
  if (const auto given = mapping_of(value)) {
    T record{};
    Type::assign(record, *given);
    return record;
  }
  if (Type::otherwise)
    if (auto made = Type::otherwise(value, where)) return *made;
  wrong_type(where, fmt::format("{} or {}", Type::name, Type::also), value);
}

/// Options given as a record, as keywords, or both: keywords win.
template <typename T>
T gather(py::handle options, const py::kwargs& keywords) {
  T out = options.is_none() ? T{} : Convert<T>::from(options, {RecordType<T>::name, ""});
  RecordType<T>::assign(out, keywords);
  return out;
}

/// The value of an attribute. A third of the time that pybind11's own properties take, which look the function up
/// again.
template <typename T>
PyObject* read_field(PyObject* self, void* field) noexcept {
  auto held = reinterpret_cast<py::detail::instance*>(self)->get_value_and_holder();
  if (!held.holder_constructed()) {
    PyErr_Format(PyExc_TypeError, "%s.__init__ was not called", RecordType<T>::name);
    return nullptr;
  }
  try {
    return static_cast<const Field<T>*>(field)->get(held.holder<std::shared_ptr<T>>()).release().ptr();
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return nullptr;
}

template <typename T, typename... Base>
class Record {
 public:
  using Class = py::class_<T, Base..., std::shared_ptr<T>>;
  using Type = RecordType<T>;

  Record(py::handle scope, const char* name, const char* doc) : class_(scope, name, doc) {
    Type::name = name;
    Type::type = class_;
    (inherit<Base>(), ...);
    class_.def(py::init([](const py::args& args, const py::kwargs& kwargs) {
      auto record = std::make_shared<T>();
      if (args.size() > Type::fields.size())
        throw py::type_error(
            fmt::format("{} has {} fields, {} values were given", Type::name, Type::fields.size(), args.size()));
      for (std::size_t i = 0; i < args.size(); ++i) {
        if (kwargs.contains(Type::fields[i].name))
          throw py::type_error(fmt::format("{}.{} is given twice", Type::name, Type::fields[i].name));
        if (!py::handle(args[i]).is_none()) Type::fields[i].set(*record, args[i]);
      }
      Type::assign(*record, kwargs);
      return record;
    }));
    if constexpr (std::equality_comparable<T>)
      class_.def("__eq__", [](const T& self, py::handle other) -> py::object {
        if (!Type::is(other)) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
        return py::bool_(self == *other.cast<T*>());
      });
  }
  ~Record() {
    define_attributes();
    py::tuple names(Type::fields.size());
    for (std::size_t i = 0; i < Type::fields.size(); ++i) names[i] = py::str(Type::fields[i].name);
    class_.attr("__match_args__") = names;
  }

  template <typename Owner_, typename M>
  Record& field(const char* name, M Owner_::*member, const char* doc = "") {
    const Where where{Type::name, name};
    return computed(
        name, [member, where](T& record, py::handle value) { record.*member = Convert<M>::from(value, where); },
        [member](const std::shared_ptr<T>& record) { return Convert<M>::to((*record).*member, record); }, doc);
  }
  Record& computed(const char* name, std::function<void(T&, py::handle)> set,
                   std::function<py::object(const std::shared_ptr<T>&)> get, const char* doc = "") {
    Type::fields.push_back({name, doc, std::move(set), std::move(get)});
    return *this;
  }
  Class& type() { return class_; }

 private:
  template <typename B>
  void inherit() {
    for (const Field<B>& field : RecordType<B>::fields)
      Type::fields.push_back({field.name, field.doc,
                              [&field](T& record, py::handle value) { field.set(record, value); },
                              [&field](const std::shared_ptr<T>& record) { return field.get(record); }});
  }
  /// Last, when the fields have their places for good.
  void define_attributes() {
    static std::vector<PyGetSetDef> definitions;
    definitions.reserve(Type::fields.size());
    for (Field<T>& field : Type::fields) {
      definitions.push_back({field.name, &read_field<T>, nullptr, field.doc, &field});
      auto* type = reinterpret_cast<PyTypeObject*>(class_.ptr());
      const auto made = py::reinterpret_steal<py::object>(PyDescr_NewGetSet(type, &definitions.back()));
      if (!made) throw py::error_already_set();
      class_.attr(field.name) = made;
    }
  }
  Class class_;
};

}  // namespace forestall::python
