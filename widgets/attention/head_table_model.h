#pragma once

#include <map>
#include <set>
#include <vector>

#include <QAbstractTableModel>

#include "engine/values/head_summary.h"

namespace vitrine::widgets {

/// Heads as rows with their statistics. The check box of the first column says whether a head takes
/// part; the user's change of it is only reported.
class HeadTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// The columns after it are allHeadStatistics.
    static constexpr int headColumn = 0;

    explicit HeadTableModel(QObject* parent);

    /// Forgets all statistics.
    void setModel(int layers, int heads);
    void setStatistics(const HeadIndex& head, const HeadStatistics& statistics);
    void setSwitchedOff(const std::set<HeadIndex>& heads);

    HeadIndex headOf(int row) const;
    int rowOf(const HeadIndex& head) const { return head.layer * m_heads + head.head; }
    bool contains(const HeadIndex& head) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void headSwitched(const vitrine::HeadIndex& head);

private:
    QVariant number(const QModelIndex& index) const;

    int m_layers = 0;
    int m_heads = 0;
    std::map<HeadIndex, HeadStatistics> m_statistics;
    std::set<HeadIndex> m_switchedOff;
};

} // namespace vitrine::widgets
