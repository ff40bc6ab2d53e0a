// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/cli/help_formatter.h"

namespace dateline::cli {

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
  if (app->get_parent() == nullptr) return usage_;
  return Formatter::make_usage(app, std::move(name));
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  const std::string all = Formatter::make_option_opts(option);
  return all.substr(0, all.find(" Excludes:"));
}

}  // namespace dateline::cli
