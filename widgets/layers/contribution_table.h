#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/layers/contribution_rows.h"

namespace vitrine::widgets {

/// What each part of the model contributes to one logit, with all heads, one a row. The rows but
/// the heads, their bias and the last add up to the last.
class ContributionTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ContributionTable(QObject* parent);

    void setRows(std::vector<ContributionRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// Layer and head are empty outside of them; both count from 0.
    enum Column { Part, Layer, Head, Value, ColumnCount };

    std::vector<ContributionRow> m_rows;
};

} // namespace vitrine::widgets
