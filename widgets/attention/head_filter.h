#pragma once

#include <QSortFilterProxyModel>

namespace vitrine::widgets {

/// Heads of a HeadTableModel in the order of a column, those below a least value left out. A head
/// whose statistic is not told comes last.
class HeadFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit HeadFilter(QObject* parent);

    /// `column` is a statistic's; a `least` of 0 lets every head through.
    void setLeast(int column, double least);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    int m_column = 1;
    double m_least = 0;
};

} // namespace vitrine::widgets
