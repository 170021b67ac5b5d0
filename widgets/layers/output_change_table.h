#pragma once

#include <QAbstractTableModel>

#include "engine/values/output_change.h"

namespace vitrine::widgets {

/// The candidates of one position without and with an intervention: probabilities and ranks.
class OutputChangeTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit OutputChangeTable(QObject* parent);

    void setChange(const OutputChange& change);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum Column { Candidate, Before, After, Difference, Rank, ColumnCount };

    OutputChange m_change;
};

} // namespace vitrine::widgets
