#pragma once

#include <QWidget>

#include <vector>

#include "app/workspace/model_comparison.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QTableView;

namespace vitrine::widgets {
class TextTable;
}

namespace vitrine::app {

/// The numbers beside the bars: entropy of each model, what the candidates on the chart leave, and
/// how far each is from each other (Kullback–Leibler).
class ComparisonNumbers : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonNumbers(QWidget* parent);

    void setComparison(const std::vector<ComparedModel>& models, NextComparison comparison);
    const QAbstractItemModel* table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::vector<ComparedModel> m_models;
    NextComparison m_comparison;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
