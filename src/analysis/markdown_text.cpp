// SPDX-License-Identifier: Apache-2.0
#include "analysis/markdown_text.h"

#include <cmark.h>

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
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) out += literal(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out.push_back('\n');
    if (type == CMARK_NODE_HTML_BLOCK) out += html_text(literal(node));
    if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) end_block(out);
  }
  void leave(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
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

  bool closed_ = false;
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
