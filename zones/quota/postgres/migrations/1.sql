create table sanxian_quota_ledger (
    name    text   primary key,
    entries bigint not null default 0  -- number of entries; the row is the writers' lock
);

create table sanxian_quota_entry (
    ledger     text          not null references sanxian_quota_ledger (name),
    number     bigint        not null check (number > 0),
    id         text          not null,
    kind       text          not null,
    region     text          not null,
    parent     text          not null,
    period     integer       not null,
    entry_date date          not null,
    project    text          not null,
    area_ha    numeric(18,4) not null,
    rate       text          not null,  -- exact: a decimal or a fraction, '' for none
    amount_ha  numeric(18,4) not null,
    source     text          not null,
    note       text          not null,
    recorded   timestamptz   not null default now(),
    primary key (ledger, number),
    unique (ledger, id)
);

create index sanxian_quota_entry_account on sanxian_quota_entry (ledger, region, period);

comment on table sanxian_quota_entry is '规划指标台账：只追加，不修改，不删除';
