#include "app/pages/branch_comparison.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "app/pages/branch_outline.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr std::size_t labelCharacters = 48;

} // namespace

BranchComparison::BranchComparison(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_label(widgets::makeParented<QLabel>(this)),
      m_other(widgets::makeParented<QComboBox>(this)),
      m_table(widgets::makeParented<QTableView>(this)),
      m_model(widgets::makeParented<BranchComparisonModel>(this)),
      m_empty(widgets::makeParented<QLabel>(this)) {
    widgets::setTextRole(m_label, widgets::TextRole::Caption);
    widgets::setTextRole(m_empty, widgets::TextRole::Caption);
    m_empty->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_label);
    choice->addWidget(m_other, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(choice);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    connect(m_other, &QComboBox::currentIndexChanged, this, &BranchComparison::showComparison);
    connect(&workspace, &Workspace::treeChanged, this, &BranchComparison::followTree);
    connect(&workspace, &Workspace::scoresChanged, this, &BranchComparison::showComparison);
    retranslate();
}

void BranchComparison::compareWith(int node) {
    followTree();
    const int index = m_other->findData(node);
    if (index < 0) {
        m_other->addItem(
            QString::fromStdString(textEnd(m_workspace.tree().textTo(node), labelCharacters)),
            node);
    }
    m_other->setCurrentIndex(m_other->findData(node));
}

void BranchComparison::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    followTree();
}

void BranchComparison::followTree() {
    if (!isVisible()) {
        return; // a tree that grows thirty times a second is not worth listing unseen
    }
    const auto chosen = m_other->currentData();
    const auto& tree = m_workspace.tree();
    {
        const QSignalBlocker quiet(m_other);
        m_other->clear();
        for (const int leaf : tree.leaves()) {
            if (leaf != tree.current()) {
                const auto end = textEnd(tree.textTo(leaf), labelCharacters);
                m_other->addItem(QString::fromStdString(end).simplified(), leaf);
            }
        }
        m_other->setCurrentIndex(std::max(m_other->findData(chosen), 0));
    }
    showComparison();
}

void BranchComparison::showComparison() {
    if (!isVisible()) {
        return;
    }
    const auto other = m_other->currentData();
    const bool two = other.isValid();
    m_label->setVisible(two);
    m_other->setVisible(two);
    m_table->setVisible(two);
    m_empty->setVisible(!two);
    if (two) {
        m_model->setBranches(m_workspace.tree(), m_workspace.tree().current(), other.toInt());
    } else {
        m_model->clear();
    }
}

void BranchComparison::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void BranchComparison::retranslate() {
    m_label->setText(tr("Beside the shown branch:"));
    m_other->setToolTip(tr("The branch that stands beside the shown one"));
    m_other->setAccessibleName(tr("Other branch"));
    m_table->setAccessibleName(tr("Two branches, token by token"));
    m_empty->setText(tr("There is one branch so far. Click another candidate, or draw several "
                        "continuations, and compare them here."));
    m_model->retranslate();
}

} // namespace vitrine::app
