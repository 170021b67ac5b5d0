#include "widgets/attention/head_filter.h"

#include "widgets/attention/head_table_model.h"
#include "widgets/common/table_export.h"

namespace vitrine::widgets {

HeadFilter::HeadFilter(QObject* parent) : QSortFilterProxyModel(parent) {
}

void HeadFilter::setLeast(int column, double least) {
    m_column = column;
    m_least = least;
    invalidateFilter();
}

bool HeadFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (m_least <= 0)
        return true;
    const auto value = sourceModel()->index(row, m_column, parent).data(exportRole);
    return value.typeId() == QMetaType::Double && value.toDouble() >= m_least;
}

bool HeadFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    if (left.column() == HeadTableModel::headColumn)
        return left.row() < right.row();
    const auto first = left.data(exportRole);
    const auto second = right.data(exportRole);
    const bool firstTold = first.typeId() == QMetaType::Double;
    const bool secondTold = second.typeId() == QMetaType::Double;
    if (firstTold != secondTold)
        return firstTold == (sortOrder() == Qt::AscendingOrder);
    return first.toDouble() < second.toDouble();
}

} // namespace vitrine::widgets
