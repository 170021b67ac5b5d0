#pragma once

#include <QTableView>

#include "widgets/common/parented_ptr.h"
#include "widgets/tokens/token_table_model.h"

namespace vitrine::widgets {

/// The table of a text's tokens. One row is selected at a time.
class TokenTable : public QTableView {
    Q_OBJECT

public:
    explicit TokenTable(QWidget* parent);

    void setTokens(std::vector<ScoredToken> tokens);
    /// Row to show as selected, or -1. Does not emit tokenSelected.
    void setSelectedToken(int token);
    /// For export.
    const QAbstractItemModel* table() const { return m_model; }

Q_SIGNALS:
    void tokenSelected(int token);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void retranslate();

    parented_ptr<TokenTableModel> m_model;
};

} // namespace vitrine::widgets
