# SPDX-License-Identifier: Apache-2.0
# The forestall command: public headers only, so that whatever it does can be done by a program.
find_package(CLI11 REQUIRED)
add_library(forestall_commands OBJECT cli/program.cpp cli/terminal.cpp cli/progress.cpp cli/highlight.cpp cli/options.cpp cli/queries.cpp
  cli/answers.cpp cli/import.cpp cli/export.cpp cli/search.cpp cli/suggest.cpp cli/run.cpp cli/eval.cpp cli/bench.cpp cli/bench_report.cpp cli/bench_html.cpp
  cli/vote.cpp cli/calibrate.cpp cli/learn.cpp cli/learn_preview.cpp cli/judged.cpp cli/trial.cpp cli/eval_groups.cpp cli/eval_html.cpp cli/get.cpp cli/remove.cpp cli/stats.cpp cli/check.cpp cli/compact.cpp cli/rebuild.cpp cli/backup.cpp cli/draft.cpp cli/inspect.cpp cli/inspect_draft.cpp cli/inspect_learnt.cpp)
target_include_directories(forestall_commands PUBLIC ${PROJECT_SOURCE_DIR}/src)
# Reading options need not be fast, only quick to build: the library does the work.
target_compile_options(forestall_commands PRIVATE -Wall -Wextra $<$<BOOL:${FORESTALL_WERROR}>:-Werror> $<$<CONFIG:Release>:-O1>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(FORESTALL_SANITIZE)
  # CLI11 is all headers: optimising what is checked takes each file twice as long.
  target_compile_options(forestall_commands PUBLIC -fsanitize=${FORESTALL_SANITIZE} -fno-omit-frame-pointer PRIVATE -O0)
  target_link_options(forestall_commands PUBLIC -fsanitize=${FORESTALL_SANITIZE})
endif()
target_link_libraries(forestall_commands PUBLIC forestall::forestall CLI11::CLI11 fmt::fmt nlohmann_json::nlohmann_json Threads::Threads)
target_precompile_headers(forestall_commands PRIVATE <CLI/CLI.hpp> <fmt/format.h> <nlohmann/json.hpp>)

if(FORESTALL_CLI)
  add_executable(forestall_cli cli/main.cpp)
  set_target_properties(forestall_cli PROPERTIES OUTPUT_NAME forestall RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  target_link_libraries(forestall_cli PRIVATE forestall_commands)
  install(TARGETS forestall_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
