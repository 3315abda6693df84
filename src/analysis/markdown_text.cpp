// SPDX-License-Identifier: Apache-2.0
#include "analysis/markdown_text.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

#include "analysis/html_text.h"

namespace forestall::analysis {
namespace {

struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IteratorFree {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

void end_block(std::string& out) {
  if (!out.empty() && out.back() != '\n') out.push_back('\n');
}

std::string_view literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string_view() : text;
}

/// Whether a line only parts a table's head from its rows: "| --- | :-: |".
bool delimits_table(std::string_view line) {
  return line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

/// A paragraph that is a table (GitHub Flavored Markdown, 4.10) without the signs that draw it: a row a line.
std::string without_table_signs(std::string_view paragraph) {
  std::string out;
  for (std::size_t row = 0; !paragraph.empty(); ++row) {
    const std::size_t end = std::min(paragraph.find('\n'), paragraph.size());
    const std::string_view line = paragraph.substr(0, end);
    paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
    if (row == 1) continue;
    for (const char c : line) {
      const bool blank = c == '|' || c == ' ' || c == '\t';
      if (!blank)
        out.push_back(c);
      else if (!out.empty() && out.back() != ' ' && out.back() != '\n')
        out.push_back(' ');
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    end_block(out);
  }
  return out;
}

/// Gathers the text; remembers whether a tag has just ended something, since another beginning there is another word.
class Text {
 public:
  void enter(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_INLINE) {
      add_tag(literal(node));
      return;
    }
    closed_ = false;
    if (type == CMARK_NODE_PARAGRAPH) paragraph_ = out.size();
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) out += literal(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out.push_back('\n');
    if (type == CMARK_NODE_HTML_BLOCK) out += html_text(literal(node));
    if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) end_block(out);
  }
  void leave(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) read_table();
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_ITEM) end_block(out);
  }
  std::string out;

 private:
  void add_blank() {
    if (!out.empty() && out.back() != '\n' && out.back() != ' ') out.push_back(' ');
  }
  void add_tag(std::string_view tag) {
    const bool closes = tag.starts_with("</");
    std::string name;
    for (const char c : tag.substr(closes ? 2 : 1)) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter) break;
      name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c);
    }
    if (breaks_line(name)) end_block(out);
    if (stands_apart(name) || (closed_ && !closes && !name.empty())) add_blank();
    if (name == "img") {
      const std::string alternative = html_text(tag);
      out += std::string_view(alternative).substr(0, alternative.find_last_not_of(" \n") + 1);
      add_blank();
    }
    closed_ = closes;
  }

  void read_table() {
    const std::string_view text = std::string_view(out).substr(std::min(paragraph_, out.size()));
    const std::size_t first = text.find('\n');
    if (first == std::string_view::npos || text.substr(0, first).find('|') == std::string_view::npos) return;
    const std::string_view second = text.substr(first + 1);
    if (!delimits_table(second.substr(0, second.find('\n')))) return;
    std::string table = without_table_signs(text);
    out.resize(paragraph_);
    out += table;
  }

  bool closed_ = false;
  std::size_t paragraph_ = 0;  // where the paragraph at hand begins
};

}  // namespace

std::string markdown_text(std::string_view markdown) {
  const std::string source = markdown_source(markdown);
  const std::unique_ptr<cmark_node, NodeFree> document(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT));
  const std::unique_ptr<cmark_iter, IteratorFree> iterator(cmark_iter_new(document.get()));
  Text text;
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER)
      text.enter(node);
    else
      text.leave(node);
  }
  return std::move(text.out);
}

}  // namespace forestall::analysis
