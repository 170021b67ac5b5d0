#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/generation/prompt_trial.h"

namespace vitrine::widgets {

/// Trials of one query as rows: how many examples, how probable the right answer was, what the
/// model went on with, and three columns for each answer that was compared: its share, ln p and
/// ln p per token.
class PromptTrialModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Shots, Probability, Continuation, ColumnCount };

    explicit PromptTrialModel(QObject* parent);

    void setTrials(std::vector<PromptTrial> trials);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Of the columns after the named ones; null where the trial has no such answer.
    const CandidateAnswer* candidateAt(const PromptTrial& trial, int column) const;

    std::vector<PromptTrial> m_trials;
};

} // namespace vitrine::widgets
