#pragma once

#include <string>
#include <vector>

#include <QString>

namespace vitrine::widgets {

/// Stop strings as one editable line: separated by commas, with \n, \t, \, and \\ for a line end, a
/// tab, a comma and a backslash. Spaces belong to a string, but for one after a comma.
QString stopStringsToText(const std::vector<std::string>& strings);
/// Empty strings are left out.
std::vector<std::string> stopStringsFromText(const QString& text);

} // namespace vitrine::widgets
