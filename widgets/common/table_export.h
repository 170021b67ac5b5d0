#pragma once

#include <QByteArray>
#include <QString>

#include "engine/values/expected.h"

class QAbstractItemModel;

namespace vitrine::widgets {

/// The role whose value a cell exports where it differs from what it shows (a plain number instead
/// of a formatted one).
constexpr int exportRole = 0x0100 + 100; // Qt::UserRole + 100

/// Header and rows as RFC 4180 CSV in UTF-8: CRLF ends each line, and fields with commas, quotes or
/// line ends are quoted.
QByteArray toCsv(const QAbstractItemModel& table);

/// Error: FileUnwritable. The file is written whole or not at all.
Expected<void> writeCsv(const QAbstractItemModel& table, const QString& path);

/// As text, for spreadsheets: fields separated by tabs.
void copyTable(const QAbstractItemModel& table);

} // namespace vitrine::widgets
