#include "widgets/attention/head_table_model.h"

#include "widgets/attention/head_statistic.h"
#include "widgets/common/table_export.h"

namespace vitrine::widgets {

namespace {

HeadStatistic statisticOf(int column) {
    return allHeadStatistics.at(static_cast<std::size_t>(column - 1));
}

} // namespace

HeadTableModel::HeadTableModel(QObject* parent) : QAbstractTableModel(parent) {
}

void HeadTableModel::setModel(int layers, int heads) {
    beginResetModel();
    m_layers = layers;
    m_heads = heads;
    m_statistics.clear();
    endResetModel();
}

void HeadTableModel::setStatistics(const HeadIndex& head, const HeadStatistics& statistics) {
    m_statistics[head] = statistics;
    const int row = rowOf(head);
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void HeadTableModel::setSwitchedOff(const std::set<HeadIndex>& heads) {
    m_switchedOff = heads;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, headColumn), index(rowCount() - 1, headColumn));
}

HeadIndex HeadTableModel::headOf(int row) const {
    return {row / m_heads, row % m_heads};
}

bool HeadTableModel::contains(const HeadIndex& head) const {
    return head.layer >= 0 && head.layer < m_layers && head.head >= 0 && head.head < m_heads;
}

int HeadTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_layers * m_heads;
}

int HeadTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + static_cast<int>(allHeadStatistics.size());
}

QVariant HeadTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const HeadIndex head = headOf(index.row());
    const bool names = index.column() == headColumn;
    switch (role) {
    case Qt::DisplayRole: {
        if (names)
            return QStringLiteral("%1·%2").arg(head.layer).arg(head.head);
        const auto found = m_statistics.find(head);
        return found == m_statistics.end()
            ? QString()
            : statisticText(found->second, statisticOf(index.column()));
    }
    case Qt::CheckStateRole:
        return names ? QVariant(m_switchedOff.contains(head) ? Qt::Unchecked : Qt::Checked)
                     : QVariant();
    case Qt::ToolTipRole:
        return names ? QVariant(tr("Uncheck to switch this head off")) : QVariant();
    case exportRole:
        return number(index);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((names ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

bool HeadTableModel::setData(const QModelIndex& index, const QVariant& /*value*/, int role) {
    if (role != Qt::CheckStateRole || index.column() != headColumn)
        return false;
    Q_EMIT headSwitched(headOf(index.row()));
    return true;
}

Qt::ItemFlags HeadTableModel::flags(const QModelIndex& index) const {
    const auto flags = QAbstractTableModel::flags(index);
    return index.column() == headColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant HeadTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const bool names = section == headColumn;
    if (role == Qt::DisplayRole)
        return names ? tr("head") : shortStatisticName(statisticOf(section));
    if (role == Qt::ToolTipRole)
        return names ? tr("Layer and head, both from 0; click to sort by layer")
                     : QStringLiteral("%1\n%2").arg(
                         statisticName(statisticOf(section)), statisticTip(statisticOf(section)));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((names ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant HeadTableModel::number(const QModelIndex& index) const {
    const HeadIndex head = headOf(index.row());
    if (index.column() == headColumn)
        return data(index, Qt::DisplayRole);
    const auto found = m_statistics.find(head);
    if (found == m_statistics.end())
        return QString();
    const auto value = valueOf(found->second, statisticOf(index.column()));
    return value ? QVariant(*value) : QVariant(QString());
}

} // namespace vitrine::widgets
