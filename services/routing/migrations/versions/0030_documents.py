"""Documents, their numbers and prints, the organs that sign, and who read them."""

from alembic import op

revision = "0030"
down_revision = "0010"

TABLES = """
CREATE TABLE organs (
    organisation_id TEXT NOT NULL,
    mark TEXT NOT NULL,
    name TEXT NOT NULL,
    review_unit TEXT,
    revision INTEGER NOT NULL,
    PRIMARY KEY (organisation_id),
    CONSTRAINT organs_mark_key UNIQUE (mark)
);
CREATE TABLE document_numbers (
    mark TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (mark, year)
);
CREATE TABLE documents (
    document_id UUID NOT NULL,
    petition_id UUID NOT NULL,
    receipt TEXT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    parts JSONB NOT NULL,
    addressee TEXT,
    address TEXT,
    corrects UUID,
    corrected TEXT,
    mark TEXT NOT NULL,
    year INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    organ_id TEXT NOT NULL,
    organ_name TEXT NOT NULL,
    remedy_organ TEXT,
    due_at TIMESTAMP WITH TIME ZONE,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    drafted_by TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (document_id),
    CONSTRAINT documents_number_key UNIQUE (mark, year, seq)
);
CREATE INDEX documents_by_petition ON documents (petition_id, drafted_at);
CREATE UNIQUE INDEX documents_corrected_once ON documents (corrects) WHERE corrects is not null;
CREATE TABLE document_prints_owed (
    document_id UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (document_id)
);
CREATE TABLE document_prints (
    document_id UUID NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    pdf BYTEA NOT NULL,
    printed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (document_id)
);
CREATE TABLE access_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor TEXT NOT NULL,
    role VARCHAR(32) NOT NULL,
    organisation_id TEXT,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    fields TEXT[] NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_access_log_subject ON access_log (subject, at);
CREATE INDEX ix_access_log_actor ON access_log (actor, at);
"""
UNCHANGING = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
    raise exception '% is never changed', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
CREATE TRIGGER documents_never_change BEFORE UPDATE OR DELETE ON documents
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_prints_never_change BEFORE UPDATE OR DELETE ON document_prints
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Create everything."""
    for sql in (TABLES, UNCHANGING):
        op.get_bind().exec_driver_sql(sql.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: history is not thrown away."""
    raise NotImplementedError("restore a backup instead")
