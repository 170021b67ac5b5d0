#pragma once

#include <QWidget>

#include "app/pages/branch_comparison_model.h"
#include "app/workspace/workspace.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QLabel;
class QTableView;

namespace vitrine::app {

/// The continuation that is shown beside another one of the tree, with the probabilities of both.
class BranchComparison : public QWidget {
    Q_OBJECT
public:
    BranchComparison(Workspace& workspace, QWidget* parent);

    /// Puts the branch that ends with this node of the tree beside the shown one.
    void compareWith(int node);
    /// For export.
    const QAbstractItemModel* table() const { return m_model; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void followTree();
    void showComparison();
    void retranslate();

    Workspace& m_workspace;
    widgets::parented_ptr<QLabel> m_label;
    widgets::parented_ptr<QComboBox> m_other; ///< item data: a node of the tree
    widgets::parented_ptr<QTableView> m_table;
    widgets::parented_ptr<BranchComparisonModel> m_model;
    widgets::parented_ptr<QLabel> m_empty;
};

} // namespace vitrine::app
