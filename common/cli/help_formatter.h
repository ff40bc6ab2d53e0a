// SPDX-License-Identifier: GPL-2.0-or-later
// How --help is laid out.
#pragma once

#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace dateline::cli {

/// Shows how a program is called, archive included, and not which options exclude which: an error
/// says that.
class HelpFormatter : public CLI::Formatter {
 public:
  /// `usage` is for the program itself: lines that begin with its name.
  explicit HelpFormatter(std::string usage) : usage_(std::move(usage)) {}

  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_option_opts(const CLI::Option* option) const override;

 private:
  std::string usage_;
};

}  // namespace dateline::cli
