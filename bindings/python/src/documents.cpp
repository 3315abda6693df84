// SPDX-License-Identifier: Apache-2.0
#include "bind.h"
#include "forestall/document.h"
#include "record.h"

namespace forestall::python {
namespace {

void bind_document(py::module_& module) {
  Record<VoteCount>(module, "VoteCount", "A count of helpful and unhelpful votes.")
      .field("helpful", &VoteCount::helpful)
      .field("unhelpful", &VoteCount::unhelpful);
  Record<Document>(
      module, "Document",
      "Anything that can be found: an article, a forum topic, a reply. Only `id` and one of `title` and `body` "
      "are required; Index.write refuses what breaks a rule with InvalidArgumentError.")
      .field("id", &Document::id, "1 to 512 bytes of UTF-8, no white space or control characters.")
      .field("kind", &Document::kind)
      .field("lang", &Document::lang, "BCP 47 (\"fr\", \"pt-BR\"); \"\": detected from the text.")
      .field("title", &Document::title)
      .field("body", &Document::body, "Written as `format` says.")
      .field("format", &Document::format)
      .field("tags", &Document::tags)
      .field("product", &Document::product, "Empty: concerns every product.")
      .field("category", &Document::category)
      .field("audience", &Document::audience, "Who may see it; empty: (\"public\",).")
      .field("family", &Document::family, "Translations of one article share it; \"\": none.")
      .field("votes", &Document::votes, "The base that a re-import replaces; voters' votes add to it.")
      .field("views", &Document::views)
      .field("solved", &Document::solved, "Of a topic: it has an accepted answer.")
      .field("parent", &Document::parent, "Of a reply: the id of its topic, whose audience it takes.")
      .field("created", &Document::created, "Whole seconds, UTC; None: always existed.")
      .field("updated", &Document::updated)
      .field("url", &Document::url);
}

void bind_reader(py::module_& module) {
  Record<Reader> record(
      module, "Reader",
      "Who asks: the principals it holds (\"public\", \"customer\", \"org:42\"). Where a Reader is wanted, "
      "a list of principals does as well.");
  record.field("principals", &Reader::principals).field("all", &Reader::all, "Sees every document.");
  record.type().def_static("everything", &Reader::everything, "A reader that sees every document.");
  RecordType<Reader>::also = "a list of principals";
  RecordType<Reader>::otherwise = [](py::handle value, const Where& where) -> std::optional<Reader> {
    if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr()) || PyAnySet_Check(value.ptr()))
      return Reader{Convert<std::vector<std::string>>::from(value, where), false};
    return std::nullopt;
  };
}

}  // namespace

void bind_documents(py::module_& module) {
  bind_document(module);
  bind_reader(module);
  Record<Vote>(module, "Vote", "One voter's opinion of one document; a voter's last one counts.")
      .field("voter", &Vote::voter, "1 to 512 bytes of UTF-8.")
      .field("helpful", &Vote::helpful)
      .field("withdraw", &Vote::withdraw, "Take the voter's vote back; `helpful` is then ignored.");
  Record<Draft>(module, "Draft", "A ticket that somebody is writing; it is the query of Suggester.solutions_for.")
      .field("subject", &Draft::subject)
      .field("body", &Draft::body)
      .field("lang", &Draft::lang, "BCP 47; \"\": detected.")
      .field("product", &Draft::product, "A solution for another product only is a weaker match.")
      .field("category", &Draft::category)
      .field("at", &Draft::at, "When it is written; None: the options' `now`.")
      .field("format", &Draft::format, "How `body` is written.");
  Record<Lesson>(module, "Lesson", "One solved ticket: what was asked and which documents solved it.")
      .field("ticket", &Lesson::ticket, "Its id, 1 to 511 bytes as of a document.")
      .field("draft", &Lesson::draft, "The ticket; its `at` is when it was solved.")
      .field("solutions", &Lesson::solutions, "Ids of documents, which need not exist yet, 1 to 1000.")
      .field("audience", &Lesson::audience, "Who may profit; empty: (\"public\",).");
}

}  // namespace forestall::python
