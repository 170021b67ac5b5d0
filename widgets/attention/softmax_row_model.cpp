#include "widgets/attention/softmax_row_model.h"

#include <algorithm>
#include <array>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"

namespace vitrine::widgets {

SoftmaxRowModel::SoftmaxRowModel(QObject* parent) : QAbstractTableModel(parent) {
}

void SoftmaxRowModel::setRows(std::vector<SoftmaxRow> rows, const QStringList& keys) {
    beginResetModel();
    m_rows = std::move(rows);
    m_keys = keys;
    endResetModel();
}

int SoftmaxRowModel::rowOf(int key) const {
    const auto found = std::ranges::find(m_rows, key, &SoftmaxRow::key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SoftmaxRowModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SoftmaxRowModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Weight + 1;
}

QVariant SoftmaxRowModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SoftmaxRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case exportRole: {
        const std::array<QVariant, 4> values{text(row, Key),
            row.key < 0 ? QVariant(QString()) : QVariant(row.score), row.exponential, row.weight};
        return values.at(static_cast<std::size_t>(column));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column == Key ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SoftmaxRowModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (section == Key ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array names{tr("key"), tr("score"), QStringLiteral("exp"), tr("weight")};
    return names.at(static_cast<std::size_t>(section));
}

QString SoftmaxRowModel::text(const SoftmaxRow& row, Column column) const {
    switch (column) {
    case Key:
        return row.key < 0 ? tr("%n other(s)", nullptr, row.keys) : m_keys.value(row.key);
    case Score:
        return row.key < 0 ? QString() : formatNumber(row.score, 2);
    case Exponential:
        return formatValue(row.exponential);
    case Weight:
        return formatNumber(row.weight, 3);
    }
    return {};
}

} // namespace vitrine::widgets
