// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace benchmarks {

struct Text {
  std::string_view id, title, body, lang;  // valid during the call
};

/// Reads a file of documents, one JSON object a line, and calls `each` for every one. The peers read with the parser
/// that Forestall reads with. Prints how much it was at the end.
template <class Each>
void read_documents(const char* path, Each each) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(std::string(path) + " cannot be read");
  simdjson::ondemand::parser parser;
  std::uint64_t documents = 0, bytes = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    auto document = parser.iterate(line);
    Text text;
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      std::string_view* const place = key == "id"      ? &text.id
                                      : key == "title" ? &text.title
                                      : key == "body"  ? &text.body
                                      : key == "lang"  ? &text.lang
                                                       : nullptr;
      if (place != nullptr && field.value().type() == simdjson::ondemand::json_type::string)
        *place = field.value().get_string();
    }
    each(text);
    ++documents;
    bytes += text.title.size() + text.body.size();
  }
  std::cout << "{\"documents\":" << documents << ",\"text_bytes\":" << bytes << "}\n";
}

}  // namespace benchmarks
