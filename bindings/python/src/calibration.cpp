// SPDX-License-Identifier: Apache-2.0
#include "forestall/calibration.h"

#include "bind.h"
#include "record.h"

namespace forestall::python {
namespace {

void bind_classes(py::module_& module) {
  Record<Calibration> calibration(module, "Calibration", "How signals become probabilities; saved with an index.");
  Record<Calibration::Point>(calibration.type(), "Point",
                             "How often one of the shown was right from this confidence on.")
      .field("confidence", &Calibration::Point::confidence)
      .field("precision", &Calibration::Point::precision)
      .field("coverage", &Calibration::Point::coverage);
  calibration.field("weights", &Calibration::weights, "In the order of Signals.values().")
      .field("intercept", &Calibration::intercept)
      .field("any_intercept", &Calibration::any_intercept)
      .field("any_slope", &Calibration::any_slope)
      .field("curve", &Calibration::curve, "Ascending confidences.");
  Record<JudgedAnswers>(module, "JudgedAnswers",
                        "A draft that was asked and judged: what was shown, and what was right.")
      .field("signals", &JudgedAnswers::signals)
      .field("right", &JudgedAnswers::right);
  Record<Reliability> reliability(module, "Reliability", "How good probabilities are.");
  Record<Reliability::Bin>(reliability.type(), "Bin", "Drafts of similar confidence.")
      .field("confidence", &Reliability::Bin::confidence, "Mean.")
      .field("right", &Reliability::Bin::right, "Share that was right.")
      .field("drafts", &Reliability::Bin::drafts);
  reliability.field("bins", &Reliability::bins)
      .field("ece", &Reliability::ece, "Expected calibration error.")
      .field("auc", &Reliability::auc, "Area under the ROC curve.")
      .field("curve", &Reliability::curve)
      .field("drafts", &Reliability::drafts);
}

}  // namespace

void bind_calibration(py::module_& module) {
  bind_classes(module);
  module.def(
      "default_calibration", [] { return std::make_shared<Calibration>(default_calibration()); },
      "What an index has until it is calibrated.");
  module.def(
      "calibrate",
      [](py::handle drafts) {
        const auto judged = Convert<std::vector<JudgedAnswers>>::from(drafts, {"calibrate", "drafts"});
        for (const JudgedAnswers& draft : judged)
          if (draft.signals.size() != draft.right.size())
            bad_value({"JudgedAnswers", "right"}, "must have as many values as `signals`");
        const py::gil_scoped_release unlocked;
        return std::make_shared<Calibration>(calibrate(judged));
      },
      py::arg("drafts"), "Fits a calibration to judged drafts; needs 20 answers and a right and a wrong solution.");
  module.def(
      "confidence_of",
      [](py::handle calibration, py::handle shown) {
        return confidence_of(Convert<Calibration>::from(calibration, {"confidence_of", "calibration"}),
                             Convert<std::vector<Signals>>::from(shown, {"confidence_of", "shown"}));
      },
      py::arg("calibration"), py::arg("shown"), "The probability that one of the solutions with these signals helps.");
  module.def(
      "reliability",
      [](py::handle answers) {
        auto pairs = Convert<std::vector<std::pair<double, bool>>>::from(answers, {"reliability", "answers"});
        const py::gil_scoped_release unlocked;
        return std::make_shared<Reliability>(reliability(std::move(pairs)));
      },
      py::arg("answers"), "Of confidences and whether one of the shown solutions was right.");
  module.def(
      "parse_calibration",
      [](py::handle text) {
        return std::make_shared<Calibration>(parse_calibration(utf8(text, {"parse_calibration", "text"})));
      },
      py::arg("text"), "The calibration that to_json wrote.");
}

}  // namespace forestall::python
