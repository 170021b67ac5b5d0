#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "engine/values/attention_derivation.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QFrame;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace vitrine::widgets {

class SoftmaxRowModel;
class VectorStrip;

/// Why one attention weight is what it is: q · k, ÷ √d_k, mask, softmax over the row, and what the
/// row makes of the values, each with the numbers of the model.
class AttentionWhy : public QWidget {
    Q_OBJECT

public:
    explicit AttentionWhy(QWidget* parent);

    /// `tokens` names every position; `segments` says which text of a pair each belongs to, and is
    /// empty for a model that reads one.
    void setDerivation(const AttentionDerivation& derivation, const QStringList& tokens,
        const std::vector<int>& segments = {});
    /// Says how to ask.
    void clear();
    /// For export: the softmax.
    const QAbstractItemModel* table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Formula {
        QFrame* frame = nullptr;
        QLabel* text = nullptr;
    };

    Formula addFormula();
    parented_ptr<VectorStrip> addStrip(const QString& name);
    void addTable();
    void refresh();
    void showProducts();
    void showRow();
    void showOutput();
    QString tokenName(int position) const;
    QString segmentText() const;
    void applyTheme();

    std::optional<AttentionDerivation> m_derivation;
    QStringList m_tokens;
    std::vector<int> m_segments;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QLabel> m_title;
    parented_ptr<QLabel> m_pair;
    parented_ptr<QWidget> m_body; ///< all that needs a derivation
    parented_ptr<QVBoxLayout> m_steps;
    Formula m_product;
    parented_ptr<VectorStrip> m_q;
    parented_ptr<VectorStrip> m_k;
    parented_ptr<VectorStrip> m_products;
    Formula m_score;
    parented_ptr<SoftmaxRowModel> m_rows;
    parented_ptr<QTableView> m_table;
    Formula m_output;
    parented_ptr<VectorStrip> m_v;
    parented_ptr<VectorStrip> m_headOutput;
    parented_ptr<VectorStrip> m_concat;
    parented_ptr<VectorStrip> m_projected;
};

} // namespace vitrine::widgets
