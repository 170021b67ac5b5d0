#include "widgets/common/table_export.h"

#include <functional>

#include <QAbstractItemModel>
#include <QClipboard>
#include <QGuiApplication>
#include <QIODevice>

#include "widgets/common/file_writer.h"

namespace vitrine::widgets {

namespace {

static_assert(exportRole == Qt::UserRole + 100);

QString csvField(const QString& text) {
    static constexpr QStringView special = u"\",\r\n";
    const bool quoted = std::ranges::any_of(text, [](QChar c) { return special.contains(c); });
    if (!quoted)
        return text;
    return QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QStringLiteral("\"\""))
        + QLatin1Char('"');
}

/// A tab or a line end inside a field would break the table apart.
QString tabbedField(const QString& text) {
    return text.simplified();
}

QString cellText(const QAbstractItemModel& table, int row, int column) {
    const auto index = table.index(row, column);
    const QVariant exported = index.data(exportRole);
    return exported.isValid() ? exported.toString() : index.data(Qt::DisplayRole).toString();
}

QString tableText(const QAbstractItemModel& table, QChar separator, const QString& lineEnd,
    const std::function<QString(const QString&)>& field) {
    QString result;
    const auto appendLine = [&](const std::function<QString(int)>& cell) {
        for (int column = 0; column < table.columnCount(); ++column) {
            if (column > 0)
                result += separator;
            result += field(cell(column));
        }
        result += lineEnd;
    };
    appendLine([&](int column) { return table.headerData(column, Qt::Horizontal).toString(); });
    for (int row = 0; row < table.rowCount(); ++row)
        appendLine([&](int column) { return cellText(table, row, column); });
    return result;
}

} // namespace

QByteArray toCsv(const QAbstractItemModel& table) {
    return tableText(table, QLatin1Char(','), QStringLiteral("\r\n"), csvField).toUtf8();
}

Expected<void> writeCsv(const QAbstractItemModel& table, const QString& path) {
    const QByteArray csv = toCsv(table);
    return writeFile(path, [&](QIODevice& device) { return device.write(csv) == csv.size(); });
}

void copyTable(const QAbstractItemModel& table) {
    QGuiApplication::clipboard()->setText(
        tableText(table, QLatin1Char('\t'), QStringLiteral("\n"), tabbedField));
}

} // namespace vitrine::widgets
